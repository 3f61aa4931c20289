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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _340 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _341 = (_340 == 1u);
constant uint _351 = (_149 * _154);
constant uint _364 = (_149 * _154);
constant uint _367 = (8u * _61);
constant uint _391 = (_149 * _154);
constant uint _417 = (_149 * _154);
constant uint _418 = (_417 + _61);
constant uint _419 = (_418 - 1u);
constant uint _420 = (_419 / _61);
constant uint _438 = (_149 * _154);
constant uint _482 = (_149 * _154);

struct _498
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _519 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_519, 1u, 1u);

kernel void main0(constant _112& _114 [[buffer(0)]], const device _158& _160 [[buffer(1)]], const device _129& _131 [[buffer(2)]], const device _277& _279 [[buffer(3)]], device _498& _500 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    threadgroup float _370[_367];
    uint _150 = gl_WorkGroupID.x * _149;
    uint _155 = gl_WorkGroupID.y * _154;
    uint _170 = _160._m0[_114._m6] - _114._m7;
    float _183[_180];
    for (uint _632 = 0u; _632 < _178; )
    {
        _183[_632] = 0.0;
        _632++;
        continue;
    }
    uint _633;
    _633 = gl_LocalInvocationID.x;
    _25 _209[_149];
    float4 _245[_154];
    for (; _633 < _114._m0; _633 += _61)
    {
        for (uint _652 = 0u; _652 < _149; )
        {
            _209[_652] = _25{ uint4(4u * ((min((_150 + _652), (_114._m3 - 1u)) * _114._m0) + _633)), 1.0, 0.0 };
            _652++;
            continue;
        }
        uint _653;
        _653 = 0u;
        for (; _653 < 4u; _653++)
        {
            for (uint _656 = 0u; _656 < _154; )
            {
                _245[_656] = _131._m0[((_114._m7 + min((_155 + _656), (_170 - 1u))) * (_114._m2 / 4u)) + ((4u * _633) + _653)];
                _656++;
                continue;
            }
            uint _657;
            _657 = 0u;
            for (; _657 < _149; _657++)
            {
                uint _284 = _209[_657]._m0.x + _653;
                float2 _563 = float2(as_type<half2>(_279._m0[_284].x));
                float2 _566 = float2(as_type<half2>(_279._m0[_284].y));
                float _567 = _563.x;
                float _568 = _563.y;
                float _569 = _566.x;
                float _570 = _566.y;
                for (uint _660 = 0u; _660 < _154; )
                {
                    uint _302 = (_660 * _149) + _657;
                    _183[_302] = fma(_245[_660].w, _570, fma(_245[_660].z, _569, fma(_245[_660].y, _568, fma(_245[_660].x, _567, _183[_302]))));
                    _660++;
                    continue;
                }
            }
        }
    }
    float _423[_420];
    if (_341)
    {
        uint _642;
        _642 = 0u;
        uint _363;
        for (; _642 < _351; _642 = _363)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _646;
            _646 = _642;
            for (;;)
            {
                _363 = _642 + 8u;
                if (_646 < min(_363, _364))
                {
                    _370[((_646 - _642) * _61) + gl_LocalInvocationID.x] = _183[_646];
                    _646++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _389 = ((gl_LocalInvocationID.x + _61) - (_642 % _61)) % _61;
            if (_389 < min(8u, (_391 - _642)))
            {
                float _650;
                _650 = 0.0;
                for (uint _648 = 0u; _648 < _61; )
                {
                    _650 += _370[(_389 * _61) + _648];
                    _648++;
                    continue;
                }
                _423[_642 / _61] = _650;
            }
        }
    }
    else
    {
        for (uint _634 = 0u; _634 < _438; _634++)
        {
            float _444 = _183[_634];
            float _637;
            do
            {
                float _588 = simd_sum(_444);
                if (_51)
                {
                    _637 = _588;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _592 = simd_is_first();
                if (_592)
                {
                    _64[gl_SubgroupID] = _588;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _636;
                _636 = _64[0];
                for (uint _635 = 1u; _635 < gl_NumSubgroups; )
                {
                    _636 += _64[_635];
                    _635++;
                    continue;
                }
                _637 = _636;
                break;
            } while(false);
            if ((_634 % _61) == gl_LocalInvocationID.x)
            {
                _423[_634 / _61] = _637;
            }
        }
    }
    for (uint _643 = 0u; _643 < _420; _643++)
    {
        uint _470 = (_643 * _61) + gl_LocalInvocationID.x;
        uint _475 = _150 + (_470 % _149);
        uint _480 = _155 + (_470 / _149);
        bool _483 = _470 < _482;
        bool _490;
        if (_483)
        {
            _490 = _475 < _114._m3;
        }
        else
        {
            _490 = _483;
        }
        if (_490 && (_480 < _170))
        {
            _500._m0[((_480 * _114._m5) + _114._m4) + _475] = _423[_643];
        }
    }
}

