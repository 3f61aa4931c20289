#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _25
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _48 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _51 = (_48 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _61 = SPIRV_CROSS_CONSTANT_ID_0;

struct _112
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _129
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _149 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _154 = SPIRV_CROSS_CONSTANT_ID_3;

struct _158
{
    uint _m0[1];
};

constant uint _178 = (_149 * _154);
constant uint _180 = (_149 * _154);

struct _277
{
    uint2 _m0[1];
};

constant uint _347 = (_149 * _154);
constant uint _361 = (_149 * _154);
constant uint _362 = (_361 + _61);
constant uint _363 = (_362 - 1u);
constant uint _364 = (_363 / _61);
constant uint _398 = (_149 * _154);

struct _414
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _435 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_435, 1u, 1u);

kernel void main0(constant _112& _114 [[buffer(0)]], const device _158& _160 [[buffer(1)]], const device _129& _131 [[buffer(2)]], const device _277& _279 [[buffer(3)]], device _414& _416 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    uint _150 = gl_WorkGroupID.x * _149;
    uint _155 = gl_WorkGroupID.y * _154;
    uint _170 = _160._m0[_114._m6] - _114._m7;
    float _183[_180];
    for (uint _540 = 0u; _540 < _178; )
    {
        _183[_540] = 0.0;
        _540++;
        continue;
    }
    uint _541;
    _541 = gl_LocalInvocationID.x;
    _25 _209[_149];
    float4 _245[_154];
    for (; _541 < _114._m0; _541 += _61)
    {
        for (uint _553 = 0u; _553 < _149; )
        {
            _209[_553] = _25{ uint4(4u * ((min((_150 + _553), (_114._m3 - 1u)) * _114._m0) + _541)), 1.0, 0.0 };
            _553++;
            continue;
        }
        uint _554;
        _554 = 0u;
        for (; _554 < 4u; _554++)
        {
            for (uint _557 = 0u; _557 < _154; )
            {
                _245[_557] = _131._m0[((_114._m7 + min((_155 + _557), (_170 - 1u))) * (_114._m2 / 4u)) + ((4u * _541) + _554)];
                _557++;
                continue;
            }
            uint _558;
            _558 = 0u;
            for (; _558 < _149; _558++)
            {
                uint _284 = _209[_558]._m0.x + _554;
                float2 _479 = float2(as_type<half2>(_279._m0[_284].x));
                float2 _482 = float2(as_type<half2>(_279._m0[_284].y));
                float _483 = _479.x;
                float _484 = _479.y;
                float _485 = _482.x;
                float _486 = _482.y;
                for (uint _561 = 0u; _561 < _154; )
                {
                    uint _302 = (_561 * _149) + _558;
                    _183[_302] = fma(_245[_561].w, _486, fma(_245[_561].z, _485, fma(_245[_561].y, _484, fma(_245[_561].x, _483, _183[_302]))));
                    _561++;
                    continue;
                }
            }
        }
    }
    float _367[_364];
    for (uint _542 = 0u; _542 < _347; _542++)
    {
        float _353 = _183[_542];
        float _548;
        do
        {
            float _496 = simd_sum(_353);
            if (_51)
            {
                _548 = _496;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _500 = simd_is_first();
            if (_500)
            {
                _64[gl_SubgroupID] = _496;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _547;
            _547 = _64[0];
            for (uint _546 = 1u; _546 < gl_NumSubgroups; )
            {
                _547 += _64[_546];
                _546++;
                continue;
            }
            _548 = _547;
            break;
        } while(false);
        if ((_542 % _61) == gl_LocalInvocationID.x)
        {
            _367[_542 / _61] = _548;
        }
    }
    for (uint _543 = 0u; _543 < _364; _543++)
    {
        uint _386 = (_543 * _61) + gl_LocalInvocationID.x;
        uint _391 = _150 + (_386 % _149);
        uint _396 = _155 + (_386 / _149);
        bool _399 = _386 < _398;
        bool _406;
        if (_399)
        {
            _406 = _391 < _114._m3;
        }
        else
        {
            _406 = _399;
        }
        if (_406 && (_396 < _170))
        {
            _416._m0[((_396 * _114._m5) + _114._m4) + _391] = _367[_543];
        }
    }
}

