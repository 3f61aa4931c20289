#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _21
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _51 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _54 = (_51 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _64 = SPIRV_CROSS_CONSTANT_ID_0;

struct _122
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _175 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _180 = SPIRV_CROSS_CONSTANT_ID_3;

struct _184
{
    uint _m0[1];
};

constant uint _200 = (_175 * _180);
constant uint _202 = (_175 * _180);
constant uint _207 = (_175 * _180);

struct _290
{
    float4 _m0[1];
};

struct _325
{
    uint4 _m0[1];
};

struct _339
{
    uint4 _m0[1];
};

constant uint _411 = (_175 * _180);
constant uint _431 = (_175 * _180);
constant uint _432 = (_431 + _64);
constant uint _433 = (_432 - 1u);
constant uint _434 = (_433 / _64);
constant uint _473 = (_175 * _180);

struct _489
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _516 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_516, 1u, 1u);

kernel void main0(constant _122& _124 [[buffer(0)]], const device _184& _186 [[buffer(1)]], const device _290& _292 [[buffer(2)]], const device _325& _327 [[buffer(3)]], const device _339& _341 [[buffer(5)]], device _489& _491 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _67[_64];
    uint _176 = gl_WorkGroupID.x * _175;
    uint _181 = gl_WorkGroupID.y * _180;
    float _205[_202];
    float _210[_207];
    for (uint _723 = 0u; _723 < _200; )
    {
        _210[_723] = 0.0;
        _205[_723] = 0.0;
        _723++;
        continue;
    }
    uint _724;
    _724 = gl_LocalInvocationID.x;
    _21 _237[_175];
    _21 _253[_175];
    float4 _287[_180];
    for (; _724 < _124._m0; _724 += _64)
    {
        for (uint _742 = 0u; _742 < _175; )
        {
            _21 _548 = _21{ uint4(4u * ((min((_176 + _742), (_124._m3 - 1u)) * _124._m0) + _724)), 1.0, 0.0 };
            _237[_742] = _548;
            _253[_742] = _548;
            _742++;
            continue;
        }
        uint _743;
        _743 = 0u;
        for (; _743 < 4u; _743++)
        {
            for (uint _746 = 0u; _746 < _180; )
            {
                _287[_746] = _292._m0[((min((_181 + _746), (_186._m0[_124._m6] - 1u)) * (_124._m2 / 4u)) + (4u * _724)) + _743];
                _746++;
                continue;
            }
            uint _747;
            _747 = 0u;
            for (; _747 < _175; _747++)
            {
                float4 _336 = as_type<float4>(_327._m0[_237[_747]._m0.x + _743]);
                float4 _349 = as_type<float4>(_341._m0[_253[_747]._m0.x + _743]);
                for (uint _750 = 0u; _750 < _180; )
                {
                    uint _361 = (_750 * _175) + _747;
                    _205[_361] = fma(_287[_750].w, _336.w, fma(_287[_750].z, _336.z, fma(_287[_750].y, _336.y, fma(_287[_750].x, _336.x, _205[_361]))));
                    _210[_361] = fma(_287[_750].w, _349.w, fma(_287[_750].z, _349.z, fma(_287[_750].y, _349.y, fma(_287[_750].x, _349.x, _210[_361]))));
                    _750++;
                    continue;
                }
            }
        }
    }
    float _437[_434];
    float _442[_434];
    for (uint _725 = 0u; _725 < _411; _725++)
    {
        float _417 = _205[_725];
        float _731;
        do
        {
            float _614 = simd_sum(_417);
            if (_54)
            {
                _731 = _614;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _618 = simd_is_first();
            if (_618)
            {
                _67[gl_SubgroupID] = _614;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _730;
            _730 = _67[0];
            for (uint _729 = 1u; _729 < gl_NumSubgroups; )
            {
                _730 += _67[_729];
                _729++;
                continue;
            }
            _731 = _730;
            break;
        } while(false);
        float _423 = _210[_725];
        float _737;
        do
        {
            float _652 = simd_sum(_423);
            if (_54)
            {
                _737 = _652;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _656 = simd_is_first();
            if (_656)
            {
                _67[gl_SubgroupID] = _652;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _736;
            _736 = _67[0];
            for (uint _735 = 1u; _735 < gl_NumSubgroups; )
            {
                _736 += _67[_735];
                _735++;
                continue;
            }
            _737 = _736;
            break;
        } while(false);
        if ((_725 % _64) == gl_LocalInvocationID.x)
        {
            uint _439 = _725 / _64;
            _437[_439] = _731;
            _442[_439] = _737;
        }
    }
    for (uint _726 = 0u; _726 < _434; _726++)
    {
        uint _461 = (_726 * _64) + gl_LocalInvocationID.x;
        uint _466 = _176 + (_461 % _175);
        uint _471 = _181 + (_461 / _175);
        bool _474 = _461 < _473;
        bool _481;
        if (_474)
        {
            _481 = _466 < _124._m3;
        }
        else
        {
            _481 = _474;
        }
        if (_481 && (_471 < _186._m0[_124._m6]))
        {
            _491._m0[((_471 * _124._m5) + _124._m4) + _466] = (_437[_726] / (1.0 + exp(fma((0.0447149984538555145263671875 * _437[_726]) * _437[_726], _437[_726], _437[_726]) * (-1.5957691669464111328125)))) * _442[_726];
        }
    }
}

