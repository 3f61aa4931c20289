#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
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

struct _127
{
    uint _m0[1];
};

struct _131
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

struct _147
{
    uint4 _m0[1];
};

struct _176
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _196 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _201 = SPIRV_CROSS_CONSTANT_ID_3;

struct _205
{
    uint _m0[1];
};

constant uint _224 = (_196 * _201);
constant uint _226 = (_196 * _201);
constant uint _385 = (_196 * _201);
constant uint _399 = (_196 * _201);
constant uint _400 = (_399 + _61);
constant uint _401 = (_400 - 1u);
constant uint _402 = (_401 / _61);
constant uint _436 = (_196 * _201);

struct _452
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _473 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_473, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _205& _207 [[buffer(1)]], const device _176& _178 [[buffer(2)]], const device _147& _149 [[buffer(3)]], const device _127& _129 [[buffer(4)]], device _452& _454 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _64[_61];
    uint _197 = gl_WorkGroupID.x * _196;
    uint _202 = gl_WorkGroupID.y * _201;
    uint _216 = _207._m0[_133._m6] - _133._m7;
    float _229[_226];
    for (uint _614 = 0u; _614 < _224; )
    {
        _229[_614] = 0.0;
        _614++;
        continue;
    }
    uint _615;
    _615 = gl_LocalInvocationID.x;
    _17 _255[_196];
    float4 _290[_201];
    for (; _615 < _133._m0; _615 += _61)
    {
        for (uint _627 = 0u; _627 < _196; _627++)
        {
            uint _264 = min((_197 + _627), (_133._m3 - 1u));
            float2 _500 = float2(as_type<half2>(_129._m0[(_264 * _133._m1) + (_615 >> uint(2))]));
            float _638;
            if ((_615 & 2u) == 0u)
            {
                _638 = _500.x;
            }
            else
            {
                _638 = _500.y;
            }
            _255[_627] = _17{ _149._m0[(_264 * _133._m0) + _615], _638, 0.0 };
        }
        uint _628;
        _628 = 0u;
        for (; _628 < 4u; _628++)
        {
            for (uint _631 = 0u; _631 < _201; )
            {
                _290[_631] = _178._m0[((_133._m7 + min((_202 + _631), (_216 - 1u))) * (_133._m2 / 4u)) + ((4u * _615) + _628)];
                _631++;
                continue;
            }
            uint _632;
            _632 = 0u;
            for (; _632 < _196; _632++)
            {
                uint4 _602 = _255[_632]._m0;
                int _538 = int(_602[_628]);
                float4 _554 = float4(float(extract_bits(_538, uint(0), uint(8))), float(extract_bits(_538, uint(8), uint(8))), float(extract_bits(_538, uint(16), uint(8))), float(_538 >> 24)) * _255[_632]._m1;
                for (uint _635 = 0u; _635 < _201; )
                {
                    uint _340 = (_635 * _196) + _632;
                    _229[_340] = fma(_290[_635].w, _554.w, fma(_290[_635].z, _554.z, fma(_290[_635].y, _554.y, fma(_290[_635].x, _554.x, _229[_340]))));
                    _635++;
                    continue;
                }
            }
        }
    }
    float _405[_402];
    for (uint _616 = 0u; _616 < _385; _616++)
    {
        float _391 = _229[_616];
        float _622;
        do
        {
            float _563 = simd_sum(_391);
            if (_51)
            {
                _622 = _563;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _567 = simd_is_first();
            if (_567)
            {
                _64[gl_SubgroupID] = _563;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _621;
            _621 = _64[0];
            for (uint _620 = 1u; _620 < gl_NumSubgroups; )
            {
                _621 += _64[_620];
                _620++;
                continue;
            }
            _622 = _621;
            break;
        } while(false);
        if ((_616 % _61) == gl_LocalInvocationID.x)
        {
            _405[_616 / _61] = _622;
        }
    }
    for (uint _617 = 0u; _617 < _402; _617++)
    {
        uint _424 = (_617 * _61) + gl_LocalInvocationID.x;
        uint _429 = _197 + (_424 % _196);
        uint _434 = _202 + (_424 / _196);
        bool _437 = _424 < _436;
        bool _444;
        if (_437)
        {
            _444 = _429 < _133._m3;
        }
        else
        {
            _444 = _437;
        }
        if (_444 && (_434 < _216))
        {
            _454._m0[((_434 * _133._m5) + _133._m4) + _429] = _405[_617];
        }
    }
}

